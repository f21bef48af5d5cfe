/** What is refused about people and their accounts. */
export const users = {
  noPicture:
    "This is no picture that can be read here. Please send a PNG, JPEG, WebP, GIF or AVIF of at most 64 megapixels.",
  hasNoPicture: "This person has no picture.",
  unknown: "There is no such person.",
  lastAdmin: "This is the only admin. Make somebody else an admin first.",
  lastAdminByPassword:
    "This is the only admin who has a password here, and could come in while the directory or the identity provider is away. Give another admin a password first.",
  noEmail: "This person has no e-mail address.",
  emailOwned: "Somebody else here signs in with this address already.",
  noSuchEmail: "Nobody here has the e-mail {email}.",
  linkUsed:
    "This link was used already or is too old. Starting Helpejo again prints a new one while there is no admin.",
  invitationUsed: "This invitation was used already or is too old. Please ask for a new one.",
  resetUsed: "This link was used already or is too old. Please ask for a new one.",
  registrationUsed: "This link was used already or is too old. Please make the account again.",
  domains: "Accounts are for addresses at {domains}.",
  hasPassword: "This person has a password already.",
  preferencesFull: "There is no room for more preferences.",
  choiceOfOthers: "This kind of notification does not reach you.",
  choiceAtOnce: "This is mailed at once or never: it cannot wait.",
  choiceInBell: "This kind is always in the list behind the bell.",
  otherPassword: "Your current password is another one.",
  registration: "Accounts are made by the administrators here. Please ask them for one.",
  emailTaken: "There is an account with this e-mail already.",
  weakPassword:
    "This password is easy to guess: {reason, select, own {there is little in it beside the person''s name, the e-mail address, the name of the organisation or of this product} common {it is one of the most used passwords, or close to one} words {it is made of too few, too common words} spatial {its keys lie side by side on the keyboard} repeat {it repeats the same few characters} sequence {its characters are a row, like 1234 or abcd} date {it is mostly a date} other {it is too short and too simple}}. A short sentence is easy to remember and hard to guess.",
  weakness:
    "{reason, select, own {there is little in it beside the person''s name, the e-mail address, the name of the organisation or of this product} common {it is one of the most used passwords, or close to one} words {it is made of too few, too common words} spatial {its keys lie side by side on the keyboard} repeat {it repeats the same few characters} sequence {its characters are a row, like 1234 or abcd} date {it is mostly a date} other {it is too short and too simple}}",
  guestRole:
    "A guest has links to their tickets and no account. Invite them: what they filed becomes theirs when their address is confirmed.",
  colleagues: "Tickets are not shared with colleagues here.",
} as const;
