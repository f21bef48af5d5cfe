/** Where a request stands, in the words of its requester. */
export const requestSteps = {
  label: "Where this stands",
  received: "Received",
  seen: "Seen by support",
  unseen: "Not seen yet",
  isOnIt: "{name} is on it",
  taken: "Taken on by support",
  untaken: "Nobody assigned yet",
  waiting: "Waiting for your answer",
  closed: "Closed",
  solved: "Solved",
  isDone: ", done",
  isNow: ", now",
  isToCome: ", not yet",
  unfold: "All steps",
  fold: "Fewer",
};
