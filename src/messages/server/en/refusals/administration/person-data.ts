/** Why a person's data is not erased. */
export const personData = {
  begun: "The data of this person is being erased, or was erased, already.",
  erased: "The data of this person was erased. Nothing about them can be changed any more.",
  oneself: "You cannot erase your own data. Ask another admin.",
  otherName: "Type the person's name exactly as it is shown.",
  active: "This person can still sign in. Say that the erasure ends that, or disable them first.",
} as const;
