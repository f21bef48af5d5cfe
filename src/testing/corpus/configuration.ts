/** Configuration of many programs. */
export const CONFIGURATION: readonly string[] = [
  String.raw`[database]
; the _old_ server
host=‹host›.example
path=\\‹host›\db$\*.mdb
[__cache__]
size = ‹three›`,
  String.raw`services:
    ‹service›:
        image: "‹service›:_‹three›_"
        command: ["run", "*", "--flag=<x>"]
        environment:
            PASSWORD: "**‹three›**"`,
  String.raw`{
  "name": "‹service›",
  "paths": { "@/*": ["./src/*"], "_": "C:\\_x_\\*.dll" },
  "re": "^\\d+$",
  "limit": ‹three›
}`,
  String.raw`<?xml version="1.0" encoding="utf-8"?>
<!-- ‹name› changed this on ‹day› November -->
<configuration>
    <add key="__timeout__" value="‹three›" />
    <path>C:\_data_\&amp;\*</path>
</configuration>`,
  String.raw`Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\_‹service›_\{0‹three›}]
"Path"="C:\\Program Files\\*"
@=dword:0000‹three›
[-HKEY_CURRENT_USER\Software\__old__]`,
  String.raw`# who may come in
server {
    listen ‹three›0;
    location ~* \.(js|css)$ { expires ‹digit›d; }
    location ^~ /_next/ { proxy_pass http://‹host›_up; }
    # rewrite ^/(.*)$ /x/*$1* break;
}`,
  String.raw`# m h dom mon dow command
*/‹digit› * * * * /usr/bin/‹service› --all >/dev/null 2>&1
0 4 * * 1-5 root /opt/*/backup_‹three›.sh`,
  String.raw`127.0.0.1	localhost
10.0.‹digit›.‹day›	‹host›.example	‹host›
# 10.0.0.‹three›	__old__`,
  String.raw`Host *.‹host›.example !bastion
    User ‹user›_‹digit›
    IdentityFile ~/.ssh/_id_*
    Port ‹three›2`,
  String.raw`export PATH="$HOME/bin:$PATH"
alias ll='ls -l *'
export _JAVA_OPTIONS="-Xmx‹three›m -D__x__=<y>"
PS1='\u@\h:\w\$ '`,
  String.raw`---
apiVersion: v1
kind: ConfigMap
metadata:
    name: ‹service›-‹three›
    labels: { app: "*", tier: _web_ }`,
  String.raw`<VirtualHost *:‹three›>
    ServerName ‹host›.example
    RewriteRule ^/_(.*)_$ https://%{HTTP_HOST}/$1 [R=301,L]
</VirtualHost>`,
  String.raw`frontend web
    bind *:443 ssl crt /etc/_certs_/*.pem
    acl is_ws hdr(Upgrade) -i websocket
    use_backend ‹service›_‹digit› if is_ws !{ path_beg /_x_ }
    timeout client ‹three›s`,
  String.raw`services:
  ‹service›:
    image: registry.‹host›.example/__x__:*
    ports:
      - "80:‹three›"
  - odd
volumes:
  - ./_data_:/srv/*`,
  String.raw`- hosts: ‹host›
  become: yes
  tasks:
    - name: install *all*
      apt: name=‹service› state=_latest_
    - debug: msg="{{ x['y'] }}"`,
  "# listen on all\n\nListenAddress 0.0.0.0\n\n# the _port_\nPort ‹three›\n#Banner /etc/*issue*",
  String.raw`*.* /var/log/_all_.log
*.err;kern.* @‹host›
&~`,
];
