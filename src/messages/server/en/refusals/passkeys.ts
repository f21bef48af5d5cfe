/** What is refused about passkeys. */
export const passkeys = {
  known: "This passkey is known here already.",
  unknown: "There is no such passkey of yours.",
  notYours: "This passkey is not yours, or it could not be checked. Please try again.",
  notMade:
    "The passkey could not be added: it was not made for this page, or too long ago. Please begin again.",
  tooMany: "You have {most, number} passkeys already. Please remove one first.",
} as const;
