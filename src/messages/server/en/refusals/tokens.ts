/** What is refused about personal tokens. */
export const tokens = {
  personOnly: "No token may change how you sign in, nor make tokens. Please sign in for that.",
  scope: "This token does not have the scope “{scope}”.",
  adminsOnly: "Only administrators can give a token the scope “admin”.",
  roleWithoutScope: "A token of this role cannot have the scope admin.",
  tooManyServices: "There are {most, number} service tokens already: end one first.",
  tooMany: "You have {most, number} tokens already. Please end one first.",
  unknown: "There is no such token.",
} as const;
