/** What is refused about webhooks. */
export const webhooks = {
  unknown: "There is no such webhook.",
  unknownDelivery: "There is no such delivery any more.",
  private:
    "This leads into a private network, or to this machine itself. An admin can allow the host in the settings, under Webhooks.",
  tooMany: "There are {most, number} webhooks already. Please delete one first.",
  disabled: "The webhook is disabled. Please enable it first.",
  beingSent: "It is being sent at this moment. Please look again in a few seconds.",
} as const;
