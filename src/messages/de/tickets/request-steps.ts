/** Where a request stands, in the words of its requester. */
export const requestSteps = {
  label: "Wie weit das ist",
  received: "Eingegangen",
  seen: "Vom Support gesehen",
  unseen: "Noch nicht gesehen",
  isOnIt: "{name} kümmert sich darum",
  taken: "Vom Support übernommen",
  untaken: "Noch niemand zuständig",
  waiting: "Ihre Antwort fehlt",
  closed: "Geschlossen",
  solved: "Gelöst",
  isDone: ", erledigt",
  isNow: ", jetzt",
  isToCome: ", noch nicht",
  unfold: "Alle Schritte",
  fold: "Weniger",
};
