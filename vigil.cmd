@echo off
rem Builds the command line once and runs it; see README.md.
setlocal EnableExtensions
set "root=%~dp0"
set "artifacts=%root%artifacts"
set "cli=%artifacts%\bin\Vigil.Cli\release\vigil-cli.dll"
set "stamp=%artifacts%\vigil.built"

where dotnet >nul 2>nul
if errorlevel 1 (
  echo vigil: the .NET SDK is missing; install .NET 10 from https://dotnet.microsoft.com/download 1>&2
  exit /b 70
)
if not exist "%artifacts%" mkdir "%artifacts%"

if /i "%~1"=="test" goto test

powershell -NoProfile -Command "$s='%stamp%'; if (-not (Test-Path '%cli%') -or -not (Test-Path $s)) { exit 1 }; $t=(Get-Item $s).LastWriteTimeUtc; if (Get-ChildItem '%root%src','%root%Directory.*','%root%global.json' -Recurse -File | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run
rem The stamp is as old as the start of the build: what changes meanwhile is built the next time.
type nul > "%stamp%.next"
call :build "%root%src\Vigil.Cli\Vigil.Cli.csproj" -p:RunAnalyzers=false
if errorlevel 1 exit /b 70
move /y "%stamp%.next" "%stamp%" >nul

:run
dotnet "%cli%" %*
exit /b %errorlevel%

:test
call :azurite
call :build "%root%functions.sln"
if errorlevel 1 exit /b 70
dotnet test --solution "%root%functions.sln" --no-restore --no-build -c Release > "%artifacts%\test.log" 2>&1
set "result=%errorlevel%"
type "%artifacts%\test.log"
powershell -NoProfile -Command "$l=Get-Content '%artifacts%\test.log'; function n($k) { $m=$l | Select-String ('^ +' + $k + ': (\d+)') | Select-Object -Last 1; if ($m) { [int]$m.Matches[0].Groups[1].Value } else { 0 } }; $p=n 'succeeded'; $s=n 'skipped'; '{0} passed, {1} failed, {2} skipped' -f $p,(n 'failed'),$s; if ($p -eq 0 -or ($env:VIGIL_TEST_REQUIRE -eq 'all' -and $s -ne 0)) { exit 1 }"
if errorlevel 1 if "%result%"=="0" set "result=1"
exit /b %result%

rem The emulator of Azure Storage, once. Where it cannot be had its tests are skipped and say what to type.
:azurite
set "azurite=%artifacts%\azurite"
if exist "%azurite%\3.35.0.installed" exit /b 0
where npm >nul 2>nul
if errorlevel 1 (
  echo vigil: without Node.js 20 or later the tests on Azurite are skipped 1>&2
  exit /b 0
)
echo vigil: installing Azurite 3.35.0 1>&2
if not exist "%azurite%" mkdir "%azurite%"
call npm install --prefix "%azurite%" --no-audit --no-fund --no-save azurite@3.35.0 > "%artifacts%\azurite.log" 2>&1
if errorlevel 1 (
  type "%artifacts%\azurite.log" 1>&2
  echo vigil: Azurite could not be installed; its tests are skipped 1>&2
  exit /b 0
)
type nul > "%azurite%\3.35.0.installed"
exit /b 0

:build
echo vigil: building %~nx1 1>&2
rem What a feed lacked is remembered for these package versions only.
for /f "usebackq delims=" %%h in (`powershell -NoProfile -Command "(Get-FileHash '%root%Directory.Packages.props').Hash.Substring(0,16)"`) do set "partial=%artifacts%\partial-feed-%%h"
if exist "%partial%" set "PartialFeed=true"
dotnet restore "%~1" > "%artifacts%\restore.log" 2>&1
if not errorlevel 1 goto compile
if /i "%PartialFeed%"=="true" (
  type "%artifacts%\restore.log" 1>&2
  exit /b 1
)
findstr /r "NU1101 NU1102 NU1103 NU1109 NU1603" "%artifacts%\restore.log" >nul
if errorlevel 1 (
  type "%artifacts%\restore.log" 1>&2
  exit /b 1
)
echo vigil: the package source lacks some packages; going on with what it has (PartialFeed) 1>&2
set "PartialFeed=true"
dotnet restore "%~1" > "%artifacts%\restore.log" 2>&1
if errorlevel 1 (
  type "%artifacts%\restore.log" 1>&2
  exit /b 1
)
type nul > "%partial%"
:compile
dotnet build "%~1" --no-restore -c Release -v quiet -clp:ErrorsOnly %2 %3
exit /b %errorlevel%
