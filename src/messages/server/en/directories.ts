/** What each step of a sign-in by a directory came to, for admins who try it. */
export const directories = {
  connected: "{host} answers on port {port}.",
  noConnection: "{host} does not answer on port {port}: {reason}",
  encrypted: "The connection is encrypted, and the certificate is one of {host}.",
  plain: "The connection is not encrypted. It does not leave this machine.",
  startTlsRefused:
    "The directory refuses StartTLS. Turn it on there, or use an address that begins with ldaps://.",
  startTlsStrange:
    "What came in answer to StartTLS was not that answer alone, so the connection was given up: somebody on the way could have added to it.",
  noTls: "There is no encrypted connection: {reason}",
  bound: "The directory lets {name} in.",
  boundNameless: "The directory lets itself be asked without a name.",
  bindWrong: "The directory does not let {name} in: the name or the password is wrong.",
  bindRefused: "The directory does not let {name} in: {reason}",
  searched: "The directory searches below {base}.",
  nobody: "The search finds nobody of the name {login}.",
  several:
    "The search finds more than one entry of the name {login}, so none of them comes in. Make the filter stricter.",
  found: "{name} is found.",
  noSubject:
    "{name} is found, but shows nothing that never changes (entryUUID, objectGUID, ipaUniqueID, nsUniqueId). Let the name that Helpejo signs in with read that.",
  wrongPassword: "The directory refuses this password.",
  disabled: "{name} is disabled in the directory, or its time is over.",
  password: "The password is right.",
  groups: "{count, plural, =0 {In no group.} one {In one group: {groups}} other {In # groups: {groups}}}",
  role: "The role is {role, select, admin {admin} agent {agent} viewer {viewer} other {user}}.",
  noRoles: "The directory says nothing of roles: new people are users, and admins give roles here.",
  noAnswer: "The directory did not answer as it should: {reason}",
} as const;
