/** What mails say, and why one was not sent; a mail keeps keys and values, and is put into words when it is sent. */
export const mails = {
  greeting: "Hello {name},",
  greetingNobody: "Hello,",
  linkBelow: "If the button does not work, copy this address into your browser:",
  footer: "{organisation} sent this mail automatically. Replies to it are not read.",
  test: {
    subject: "Test mail of {organisation}",
    text: "This mail was asked for on the page of outgoing mail. As you read it, mail is sent.",
    sent: "The mail server took the test mail for {address}. Look into that mailbox, also among the spam.",
    off: "No mail is sent here: there is no mail server. Enter one on the page of the mail server.",
    noAddress: "Your account has no e-mail address to send it to.",
  },
  invitation: {
    subject: "Welcome to {organisation}",
    text: "{by} has made you an account at {organisation}. Choose a password, and you are in.",
    open: "Choose a password",
    after:
      "The link works once, for {days} days. If you expected nothing of the kind, leave it be: without a password nobody gets in.",
  },
  passwordReset: {
    subject: "A new password at {organisation}",
    text: "Somebody, we hope you, wants to choose a new password for your account at {organisation}.",
    open: "Choose a new password",
    after:
      "The link works once, for one hour. If it was not you, there is nothing to do: your password stays as it is.",
  },
  passwordChanged: {
    subject: "Your password at {organisation} was changed",
    text: "A new password was chosen for your account by a link that we had mailed to you. You are signed out everywhere.",
    after: "If it was not you, ask for another new password at once, and tell an administrator.",
  },
  confirmRegistration: {
    subject: "Confirm your address for {organisation}",
    text: "Somebody has made an account at {organisation} with this address. If it was you, confirm that the address is yours, and it is ready.",
    open: "Confirm the address",
    after:
      "The link works once, for 24 hours. If it was not you, leave it be: without it there is no account.",
  },
  accountExists: {
    subject: "You have an account at {organisation}",
    text: "Somebody, perhaps you, wanted to make an account at {organisation} with this address. There is one already, and nothing has changed about it.",
    open: "Sign in",
    after: "If you have forgotten your password, you can choose a new one from there.",
  },
  confirmAddress: {
    subject: "Confirm your address for {organisation}",
    text: "The account {account} at {organisation} is to have this address, too. If that is your account, confirm that the address is yours.",
    open: "Confirm the address",
    after:
      "The link works once, for 24 hours. If this is not your account, leave it be: otherwise its owner would get what is filed for your address.",
  },
  addressTaken: {
    subject: "Your address at {organisation}",
    text: "Somebody, perhaps you, wanted to add this address to another account at {organisation}. It belongs to yours already, and nothing has changed about that.",
    after: "To use it in the other account, remove it from yours first.",
  },
  guestFiled: {
    subject: "[#{number}] Your request to {organisation}",
    text: "{organisation} has your request. This link opens it, for you alone: there you see what is done about it, and can answer.",
    open: "Open the request",
    after:
      "The link works for {hours, number} hours. Afterwards ask for a new one on the same page. If you wrote no request, throw this mail away: nothing happens as long as nobody opens the link.",
  },
  guestLink: {
    subject: "[#{number}] A new link to your request",
    text: "This link opens your request at {organisation}. An earlier link to it does not work any more.",
  },
  guestReply: {
    subject: "[#{number}] {organisation} has answered",
    text: "There is an answer to your request “{title}”. This link opens it; an earlier one does not work any more.",
  },
  account: {
    second_factor_on: "Two-step sign-in was turned on for your account at {organisation}",
    second_factor_off: "Two-step sign-in was turned off for your account at {organisation}",
    recovery_codes_made: "New recovery codes were made for your account at {organisation}",
    recovery_code_used: "A recovery code was used to sign in to your account at {organisation}",
    passkey_added: "A passkey was added to your account at {organisation}",
    passkey_removed: "A passkey was removed from your account at {organisation}",
    passkey_copied: "A copy of one of your passkeys was refused at {organisation}",
    token_made: "A personal token was made for your account at {organisation}",
    password_changed: "The password of your account at {organisation} was changed",
    signed_in_elsewhere: "Somebody signed in to your account at {organisation} from a new device",
    address_asked: "Another e-mail address is to be added to your account at {organisation}",
    address_added: "An e-mail address was added to your account at {organisation}",
    accounts_merged: "Another account was merged into your account at {organisation}",
    address_primary: "Your account at {organisation} has another primary e-mail address",
    address_removed: "An e-mail address was removed from your account at {organisation}",
    where: "From the address {address}, by: {browser}",
    notYou:
      "If this was you, there is nothing to do. If not, change your password on the page of your account, and end all other sessions there.",
    open: "Open my account",
  },
  notification: {
    subject: "[#{number}] {title}",
    reply: "{has, select, nobody {There is a reply:} other {{by} replied:}}",
    status:
      "{has, select, nobody {The status is now} other {{by} changed the status to}} {status, select, open {“Open”} in_progress {“In progress”} waiting {“Waiting”} resolved {“Resolved”} other {“Closed”}}.",
    received:
      "{has, select, nobody {Your request was received:} other {{by} has filed your request for you:}}",
    waiting:
      "{has, select, nobody {The help desk waits for your answer.} other {{by} waits for your answer.}} Please open the ticket and reply there.",
    resolved: "{has, select, nobody {Your request is resolved.} other {{by} has resolved your request.}}",
    resolvedQuestion:
      "Is your problem solved? If so, there is nothing to do. If not, reply in the ticket, and it is open again.",
    watching: "{has, select, nobody {You watch this ticket now.} other {{by} has you watch this ticket.}}",
    note: "{has, select, nobody {There is an internal note:} other {{by} wrote an internal note:}}",
    mention: "{has, select, nobody {You were mentioned:} other {{by} mentioned you:}}",
    created: "{has, select, nobody {A new ticket:} other {{by} filed a new ticket:}}",
    assigned:
      "{has, select, nobody {The ticket was assigned to you.} other {{by} assigned the ticket to you.}}",
    urgent: "{has, select, nobody {The ticket is urgent.} other {{by} marked the ticket as urgent.}}",
    open: "Open the ticket",
    noAccount:
      "If you have no account here yet, ask the help desk for an invitation: with it you see the ticket and can answer.",
    footer:
      "{organisation} sent this mail automatically. Replies to it are not read: answer in the ticket. In your account you choose what you are mailed about.",
    unsubscribe: "No more of these mails",
  },
  notice: {
    subject: "{organisation}: something needs an administrator",
    open: "Look at it",
    after: "You get this mail as an administrator. In your account you choose whether such mails come.",
  },
  digest: {
    hourly: "{count, plural, one {News of # ticket} other {News of # tickets}}",
    daily:
      "{count, plural, one {Since yesterday: news of # ticket} other {Since yesterday: news of # tickets}}",
    intro: "This happened to tickets that concern you:",
    ticket: "#{number} {title}",
    more: "And {count, plural, one {one more thing} other {# more things}}.",
    moreTickets: "And {count, plural, one {one further ticket} other {# further tickets}}.",
    open: "Open the help desk",
  },
  step: {
    isAddress: "{host} is an IP address.",
    resolved: "{host} is {addresses}.",
    unknownHost: "No address is known for {host}. Is the name right?",
    connected: "Something answers at {host}, port {port}.",
    nobody: "Nothing answers at {host}, port {port}. Is the port right?",
    noWay: "{host}, port {port} cannot be reached. Is there a firewall between?",
    noMailServer:
      "What answers there does not talk like a mail server. Are the port and the encryption right?",
    silent: "It does not answer in time.",
    turnedAway: "The mail server turns this connection away: {answer}",
    encrypted: "The connection is encrypted.",
    plain: "The connection is not encrypted: the server does not offer it.",
    noTls: "There is no encrypted connection: {reason}",
    nameless: "No user is set, so nobody signs in.",
    signedIn: "The server knows the user {user}.",
  },
  error: {
    refused: "The mail server does not take it: {answer}",
    later: "The mail server wants it later: {answer}",
    signIn: "The mail server refuses the user or the password: {answer}",
    sender: "The mail server does not take mail of this sender: {answer}",
    secure: "No secure connection to the mail server: {reason}",
    away: "The mail server cannot be reached: {reason}",
    silent: "The mail server does not answer in time.",
    other: "It could not be handed over: {reason}",
    unreadable: "It cannot be written here: another release queued it, or the key of its link is missing.",
    addressRefused:
      "It was not sent: a mail server has refused this address for good, with {answer}. Nothing of this kind is mailed there until somebody lets it be tried again.",
    held: {
      address: "It is held: more than {most, number} mails went to this address within an hour.",
      ticket: "It is held: more than {most, number} mails were sent about this ticket within an hour.",
      organisation: "It is held: more than {most, number} mails were sent within an hour.",
    },
    expired: "It was too late to send it: what it says is over.",
  },
} as const;
