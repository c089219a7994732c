@echo off
setlocal EnableExtensions DisableDelayedExpansion
if not exist "%~dp0noi-bo\chay.bat" goto packed
chcp 65001 >nul
if not defined LOCALAPPDATA set "LOCALAPPDATA=%USERPROFILE%"
set "DANTIN_HOME=%LOCALAPPDATA%\dantin\python"
set "DANTIN_WHEELS=%~dp0noi-bo\goi"
set "DANTIN_PYTHON=%~dp0python\python.exe"
if not exist "%DANTIN_PYTHON%" goto search
"%DANTIN_PYTHON%" -I -m dantin --version
if not errorlevel 1 goto ready

:search
rem The newest of the Pythons from python.org that there are wheels for: 64-bit, on an Intel or AMD processor.
set "DANTIN_LAUNCH="
for %%V in (3.11 3.12 3.13 3.14) do (
  py -%%V -I -c "import sysconfig, sys; sys.exit(sysconfig.get_platform() != 'win-amd64')" >nul 2>nul
  if not errorlevel 1 set "DANTIN_LAUNCH=py -%%V"
)
if defined DANTIN_LAUNCH goto install
python -I -c "import sysconfig, sys; sys.exit(sysconfig.get_platform() != 'win-amd64' or sys.version_info[:2] not in [(3, 11), (3, 12), (3, 13), (3, 14)])" >nul 2>nul
if errorlevel 1 goto nopython
set "DANTIN_LAUNCH=python"

:install
type "%~dp0noi-bo\dang-cai.txt"
%DANTIN_LAUNCH% -I -m venv --clear "%DANTIN_HOME%"
if errorlevel 1 goto failed
"%DANTIN_HOME%\Scripts\python.exe" -I -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links "%DANTIN_WHEELS%" "dantin[xls]"
if errorlevel 1 goto failed
"%DANTIN_HOME%\Scripts\python.exe" -I -m dantin --version
if errorlevel 1 goto failed

:ready
type "%~dp0noi-bo\cai-xong.txt"
pause >nul
exit /b 0

:nopython
type "%~dp0noi-bo\khong-co-python.txt"
pause >nul
exit /b 2

:failed
type "%~dp0noi-bo\cai-loi.txt"
pause >nul
exit /b 1

:packed
echo Hay giai nen ca tep zip truoc (Extract All), roi mo lai tep nay.
pause
exit /b 2
