/** Paths, addresses of things, and keys of the registry, alone and within sentences. */
export const PATHS: readonly string[] = [
  String.raw`C:\_old\*.xls and D:\_old\*.doc are gone since ‹day› November`,
  String.raw`HKLM\Software\{‹three›4}\__Setup__\[x86]
HKCU\Software\Microsoft\Office\16.0\Common\*`,
  String.raw`\\‹host›\Abteilung$\_Vorlagen_\~$Angebot_‹three›.docx`,
  String.raw`The share \\‹host›.corp.example\dept\*\2026_* answers "access denied", but \\‹host›\dept\public works`,
  String.raw`/etc/nginx/sites-enabled/*.conf
/var/log/*/__errors__/‹service›-‹three›.log
~/.config/_backup_/~‹user›`,
  String.raw`Please restore C:\Users\‹user›\AppData\Local\Temp\_MEI‹three›2\__init__.py from ‹day› November`,
  String.raw`%APPDATA%\Microsoft\Templates\Normal.dotm
%ProgramFiles(x86)%\‹service›\bin\*.dll
%~dp0\..\tools\#old#\run_me.cmd`,
  String.raw`file:///C:/Users/‹user›/Desktop/_neu_/Plan%20‹three›.pdf
smb://‹host›/scans/*/‹day›
ftp://‹host›.example/pub/<name>/`,
  String.raw`src/__tests__/**/*.spec.ts is matched, src/**/fixtures/*_old_* is not`,
  String.raw`node_modules/@scope/pkg_‹digit›/dist/[id]/(group)/page.tsx:‹three›:12`,
  String.raw`S:\Projekte\‹three›_Umbau\[Pläne]\!!final!!\v‹digit›~neu.dwg`,
  String.raw`cn=‹user›,ou=People\, North,dc=‹host›,dc=example
CN=Domain Users\0ADEL:‹three›,CN=Deleted Objects`,
  String.raw`https://‹host›.example/wiki/Printer_(office)#Drivers_and_*ports*?v=__‹digit›__
www.‹host›.example/a_b_c/~‹user›/index.html`,
  String.raw`\\?\C:\Very_Long_\path\that\goes\on\‹service›\and\on\__x__\*
\\.\COM‹digit› and \\.\pipe\_‹service›_`,
];
