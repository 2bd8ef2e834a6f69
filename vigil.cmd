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
if exist "%artifacts%\partial-feed" set "PartialFeed=true"

if /i "%~1"=="test" goto test

powershell -NoProfile -Command "$s='%stamp%'; if (-not (Test-Path '%cli%') -or -not (Test-Path $s)) { exit 1 }; $t=(Get-Item $s).LastWriteTimeUtc; if (Get-ChildItem '%root%src','%root%Directory.*','%root%global.json' -Recurse -File | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run
call :build "%root%src\Vigil.Cli\Vigil.Cli.csproj" -p:RunAnalyzers=false
if errorlevel 1 exit /b 70
type nul > "%stamp%"

:run
dotnet "%cli%" %*
exit /b %errorlevel%

:test
call :build "%root%functions.sln"
if errorlevel 1 exit /b 70
dotnet test --solution "%root%functions.sln" --no-restore --no-build -c Release > "%artifacts%\test.log" 2>&1
set "result=%errorlevel%"
type "%artifacts%\test.log"
powershell -NoProfile -Command "$l=Get-Content '%artifacts%\test.log'; function n($k) { ($l | Select-String ('^ +' + $k + ': (\d+)') | Select-Object -Last 1).Matches[0].Groups[1].Value }; '{0} passed, {1} failed, {2} skipped' -f (n 'succeeded'),(n 'failed'),(n 'skipped')"
exit /b %result%

:build
echo vigil: building %~nx1 1>&2
dotnet restore "%~1" > "%artifacts%\restore.log" 2>&1
if not errorlevel 1 goto compile
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
type nul > "%artifacts%\partial-feed"
:compile
dotnet build "%~1" --no-restore -c Release -v quiet -clp:ErrorsOnly %2 %3
exit /b %errorlevel%
