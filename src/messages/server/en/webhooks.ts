/** What admins read of deliveries to webhooks. */
export const webhooks = {
  error: {
    private:
      "It was not sent: {address} is in a private network, or this machine itself, and is not among the hosts that are allowed.",
    unknownName: "The name {host} stands for no address.",
    timeout: "There was no answer within {seconds, plural, one {a second} other {# seconds}}.",
    connection: "There was no connection ({reason}).",
    redirect:
      "The receiver answered with a redirect ({status}), which is not followed. Enter the address that it leads to.",
    status: "The receiver answered {status}.",
    secret:
      "It cannot be signed: the key by which the secret was sealed is not kept here. Make a new secret.",
    empty: "There is nothing to say any more: the ticket was deleted, or this side does not see it.",
    disabled: "The webhook was disabled.",
  },
} as const;
