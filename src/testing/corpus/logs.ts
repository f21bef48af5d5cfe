/** Logs of programs, servers and machines, as people paste them. */
export const LOGS: readonly string[] = [
  String.raw`2026-11-‹day› 08:1‹digit›:02,‹three› [main] WARN  c.h.desk.PrintQueue - queue \\‹host›\Label_02 is not answering (try ‹digit› of 5)
2026-11-‹day› 08:1‹digit›:07,‹three› [main] ERROR c.h.desk.PrintQueue - giving up: java.net.SocketTimeoutException: connect timed out`,
  String.raw`Nov ‹day› 07:5‹digit›:41 ‹host› kernel: [  ‹three›.112233] usb 1-1.2: device descriptor read/64, error -110
Nov ‹day› 07:5‹digit›:46 ‹host› kernel: [  ‹three›.445566] usb 1-1.2: new full-speed USB device number ‹digit› using xhci_hcd`,
  String.raw`[ERROR]: timeout after ‹three› ms
[WARN]: <pool-‹digit›> is empty
[INFO]: __shutdown__ of *all* workers_begun`,
  String.raw`10.0.‹digit›.17 - - [‹day›/Nov/2026:06:14:‹day› +0100] "GET /portal/_next/app.js?v=__‹three›__ HTTP/1.1" 502 157 "-" "Mozilla/5.0 (X11; Linux)"
10.0.‹digit›.18 - ‹user› [‹day›/Nov/2026:06:14:‹day› +0100] "POST /api/*/orders HTTP/2.0" 499 0 "https://‹host›.example/a_(b)" "-"`,
  String.raw`{"level":50,"time":17324‹three›00123,"pid":4‹digit›1,"msg":"cannot read <null>","err":{"type":"TypeError","code":"E_\u0000"}}
{"level":30,"time":17324‹three›00991,"pid":4‹digit›1,"msg":"retry *2* of _3_"}`,
  String.raw`-- Logs begin at Mon 2026-11-‹day› 04:00:01 CET. --
systemd[1]: ‹service›.service: Main process exited, code=exited, status=‹digit›/NOTIMPLEMENTED
systemd[1]: ‹service›.service: Failed with result 'exit-code'.
systemd[1]: ‹service›.service: Consumed ‹digit›.‹three›s CPU time.`,
  String.raw`*** ‹service› stopped unexpectedly ***
    ==> /var/log/‹service›/error.log <==
    worker_‹digit›: out of memory (asked for ‹three› MB)
    **fatal_less restart in ~‹digit›0 s`,
  String.raw`Faulting application name: OUTLOOK.EXE, version: 16.0.‹three›.20000
Faulting module name: mso20win32client.dll
Exception code: 0xc0000‹three›
Fault offset: 0x00000000000‹three›ab
Report Id: {7f3c‹three›e-11aa-4b0c-9d1f-0a0b0c0d0e0f}`,
  String.raw`Event ID: 4625
Account Name:		‹user›$
Failure Reason:		%%2313
Status:			0xC000006D
Source Network Address:	10.‹digit›.8.‹day›`,
  String.raw`postgres[‹three›]: [5-1] ERROR:  duplicate key value violates unique constraint "orders_pkey"
postgres[‹three›]: [5-2] DETAIL:  Key (id)=(‹digit›0‹digit›) already exists.
postgres[‹three›]: [5-3] STATEMENT:  INSERT INTO orders (id, "when", note) VALUES ($1, $2, E'a\\b')`,
  String.raw`mail.log: postfix/smtp[‹three›]: 4QxY_Z‹digit›: to=<‹user›@‹host›.example>, relay=none, delay=‹three›, status=deferred (connect to mx.‹host›.example[192.0.2.‹day›]:25: Connection refused)`,
  String.raw`‹day›.11.2026 09:0‹digit› | Backup "Täglich_*" | 0x8007‹three› | Der Pfad \\‹host›\d$\~tmp wurde nicht gefunden.
‹day›.11.2026 09:1‹digit› | Backup "Täglich_*" | übersprungen: 1‹three› von 9‹three› Dateien`,
];
