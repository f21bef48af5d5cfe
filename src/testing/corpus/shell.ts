/** Sessions with shells and programs. */
export const SHELL: readonly string[] = [
  String.raw`PS C:\Users\‹user›> Get-ChildItem *.log | Where-Object { $_.Length -gt ‹three›KB }
Get-ChildItem : Access to the path 'C:\_x_' is denied.
At line:1 char:1
+ Get-ChildItem *.log
+ ~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : PermissionDenied: (C:\_x_:String) [Get-ChildItem]`,
  String.raw`C:\>ping ‹host›

Pinging ‹host› [10.0.‹digit›.‹day›] with 32 bytes of data:
Request timed out.
    Packets: Sent = 4, Received = ‹digit›, Lost = 0 (0% loss),`,
  String.raw`‹user›@‹host›:~/_src_$ find . -name *‹service›* -o -name '*.[ch]'
./__old__/‹service›_‹three›.c
‹user›@‹host›:~/_src_$ echo $((2*3*4)) # is 24`,
  String.raw`# systemctl restart ‹service›
Job for ‹service›.service failed.
# journalctl -xe | grep -v '^#' > /tmp/_out_‹three›
# exit`,
  String.raw`>>> import __main__ as m
>>> 2**‹digit› * 3**2
>>> print("*" * 3, [x for x in range(‹digit›)])
***`,
  String.raw`$ curl -v http://‹host›.example:‹three›0/
*   Trying 10.0.0.‹day›...
* Connected to ‹host›.example
> GET / HTTP/1.1
> Host: ‹host›.example
< HTTP/1.1 503 Service Unavailable
< Retry-After: ‹three›`,
  String.raw`mysql> SELECT * FROM __jobs__ WHERE id = ‹three›;
Empty set (0.0‹digit› sec)

mysql> \q
Bye`,
  String.raw`$ git diff
--- a/src/_x_.py
+++ b/src/_x_.py
@@ -1,3 +1,4 @@ def __init__(self):
 import os
- port = ‹three›
+ port = ‹three›0
+ # *not* in use`,
  String.raw`3c3
< LISTEN ‹three›
---
> LISTEN ‹three›1
> # end`,
  String.raw`C:\Windows\system32>reg query "HKLM\SYSTEM\CurrentControlSet\Services\‹service›" /v Start

    Start    REG_DWORD    0x‹digit›`,
  String.raw`$ docker ps
CONTAINER ID   IMAGE              STATUS                  PORTS
a1b2c3d4‹three›    ‹service›:_latest_   Restarting (1)          0.0.0.0:‹three›->80/tcp`,
  String.raw`Switch#show ip int br
Interface   IP-Address   OK? Method Status
Vlan‹digit›       10.0.‹digit›.1     YES NVRAM  up
Switch#conf t
Switch(config)#no sh_*`,
  String.raw`gdb) bt
#0  0x00007ffff in raise () from /lib/*
#1  <signal handler called>
#2  Desk::close (this=0x0) at _desk_.cc:‹three›`,
];
