/** Passwords, keys, patterns and codes: each character counts. */
export const SECRETS: readonly string[] = [
  String.raw`The first password is: *Xy_‹three›*z\!#`,
  String.raw`user: ‹user›
pass: __Winter__‹three›__
pin: #‹digit›#‹digit›*`,
  String.raw`Temporary password <T3mp>&‹three›;~~a~~ please change it`,
  String.raw`$2b$12$_‹three›_abc/DEF.ghi*JKL*mno\pqr is what stands in the file`,
  String.raw`WLAN key: \\\‹three›"'x|y|z'"[0](1){2} (no spaces)`,
  String.raw`Product key: AB*CD-‹three›EF-_G_HI-<JK>-‹digit›LM`,
  String.raw`^(?<host>[\w-]+)\.example:(\d{1,5})(?:\/.*)?$ does not match ‹host›.example:‹three›`,
  String.raw`s/\\n/\n/g; s/^\s*#.*$//; /[*_~]‹digit›{2,}/d`,
  String.raw`/^\[(.*?)\]\s*\((.*?)\)\s*[^a-z]*$/mi and (a|b)*c+?\1`,
  String.raw`LIKE '%\_‹three›\%%' ESCAPE '\' and GLOB '*[!a-z]*'`,
  String.raw`error 0x8007000‹digit› / -2147024‹three› / KERNELBASE!RaiseException+0x‹three›`,
  String.raw`*#06# shows 35-‹three›209-‹three›60-‹digit›, **21*0170‹three›# redirects`,
  String.raw`ssh-ed25519 AAAAC3NzaC1lZDI1_‹three›+/*x== ‹user›@‹host›
SHA256:_a*b*_‹three›/Zz+9`,
  String.raw`*****
~~~~~
#####
_____
the card shows ‹three› and nothing else`,
];
