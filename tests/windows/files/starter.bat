@echo off
setlocal EnableExtensions DisableDelayedExpansion
set DANTIN_ARGS=%*
if not exist "%~dp0noi-bo\chay.bat" goto packed
"%~dp0noi-bo\chay.bat" NAME

:packed
echo Hay giai nen ca tep zip truoc (Extract All), roi mo lai tep nay.
pause
exit /b 2
