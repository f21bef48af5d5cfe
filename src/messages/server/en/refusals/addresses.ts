/** What is refused about one's own e-mail addresses. */
export const addresses = {
  known: "This address is yours already.",
  tooMany: "You have {most, number} addresses already. Please remove one first.",
  unproven: "Please confirm this address first, by the link that we mailed there.",
  primary: "The primary address stays. Please make another one primary first.",
  unknown: "There is no such address of yours.",
  linkUsed: "This link does not work any more. You can have a new one mailed on the page of your account.",
  takesMail: "Nothing keeps mail from going to this address.",
} as const;
