@echo off
rem Called by the files one drops a dossier on, with the name of the job. What was dropped is in DANTIN_ARGS and in CMDCMDLINE, and goes
rem on by the environment: on a command line of ours its signs would be obeyed once more.
chcp 65001 >nul
if not defined LOCALAPPDATA set "LOCALAPPDATA=%USERPROFILE%"
set "DANTIN_PYTHON=%~dp0..\python\python.exe"
if not exist "%DANTIN_PYTHON%" goto installed
"%DANTIN_PYTHON%" -I -c "import dantin" >nul 2>nul
if not errorlevel 1 goto start

:installed
set "DANTIN_PYTHON=%LOCALAPPDATA%\dantin\python\Scripts\python.exe"
if not exist "%DANTIN_PYTHON%" goto absent
"%DANTIN_PYTHON%" -I -c "import dantin" >nul 2>nul
if errorlevel 1 goto absent

:start
set "DANTIN_RUNNER=%~dp0chay.py"
set "DANTIN_JOB=%~1"
setlocal EnableDelayedExpansion
set "DANTIN_LINE=!CMDCMDLINE!"
"!DANTIN_PYTHON!" -I "!DANTIN_RUNNER!" !DANTIN_JOB!
set "DANTIN_STATUS=!ERRORLEVEL!"
rem Of a path with "&" in it but no space, the window would run what stands behind the "&"; so where it was opened for this it is ended.
if not "!DANTIN_LINE:%~1.bat=!"=="!DANTIN_LINE!" exit !DANTIN_STATUS!
exit /b !DANTIN_STATUS!

:absent
type "%~dp0chua-cai-dat.txt"
pause >nul
exit /b 2
