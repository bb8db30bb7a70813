@echo off
rem 第一次运行先安装（不上网），以后直接启动
chcp 65001 >nul
cd /d "%~dp0"
if exist .venv\installed goto start
set PY=py -3.11
%PY% --version >nul 2>nul || set PY=python
%PY% -c "import sys; sys.exit(sys.version_info[:2] != (3, 11))" >nul 2>nul
if errorlevel 1 (
    echo 请先装好 Python 3.11（64 位），再双击一次本文件。
    pause
    exit /b 1
)
echo 第一次运行，正在安装，大约一两分钟……
if exist .venv rmdir /s /q .venv
%PY% -m venv .venv || goto stop
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels --only-binary :all: --require-hashes --requirement requirements.txt || goto stop
echo.> .venv\installed
:start
if "%~1"=="" (.venv\Scripts\shenbao serve --open) else (.venv\Scripts\shenbao %*)
if errorlevel 1 pause
exit /b
:stop
echo 没有装好，请把上面的话拍下来，找给您这个文件夹的人。
pause
exit /b 1
