/** What the checks of an identity provider's settings found. */
export const providers = {
  test: {
    discovery: "The provider describes itself at this address.",
    noAnswer: "The provider did not answer properly: {reason}",
    issuer: "It calls itself what the setting says.",
    otherIssuer: "It calls itself {issuer}. The setting has to say exactly that.",
    endpoints: "All its addresses are https.",
    insecure: "Its {name} is no https address.",
    code: "It offers the code flow.",
    noCode: "It does not offer the code flow.",
    pkce: "It offers PKCE with S256.",
    pkceUnsaid: "It does not say whether it offers PKCE; S256 is sent all the same.",
    noPkce: "It offers PKCE, but not with S256.",
    keys: "{count, plural, one {It has # key that can be used.} other {It has # keys that can be used.}}",
    noKeys: "It has no key that can be used: RSA, EC or Ed25519, for signing.",
    client: "It knows the client id and the secret.",
    clientUnknown: "It does not accept the client id with this secret.",
    clientUnsaid:
      "It answered {answer} to the client id and the secret; a sign-in will show whether they are right.",
    signOut: "Signing out here signs out there, too.",
    noSignOut: "It has no address for signing out: people who sign out here stay signed in there.",
    before: "Not tried, as an earlier check failed.",
  },
} as const;
