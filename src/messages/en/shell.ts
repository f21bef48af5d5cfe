/** The frame around the pages, their titles, and pages that are none. */
export const shell = {
  description: "A help desk that is alive: every change is on everyone's screen at once.",
  titles: {
    welcome: "Welcome",
    invitation: "Invitation",
    passwordReset: "New password",
    register: "Make an account",
    signIn: "Sign in",
    signOut: "Sign out",
    account: "Your account",
    connections: "Connections",
    deleted: "Deleted tickets",
    mail: "Outgoing mail",
    mailServer: "Mail server",
    waysIn: "Ways in",
    notices: "Notices",
    newTicket: "New ticket",
    noTicket: "No such ticket",
    tickets: "Tickets",
    notFound: "Not found",
    broke: "Something broke · Helpejo",
  },
  brand: {
    signIn: "{name}, sign in",
    requests: "{name}, my requests",
    tickets: "{name}, all active tickets",
  },
  nav: {
    main: "Main",
    myRequests: "My requests",
    newRequest: "New request",
    newTicket: "New ticket",
  },
  broke: {
    something: "Something broke",
    page: "This page broke",
    reason: "The fault is ours. Try again; if it stays, tell your administrator.",
    part: "A part of this page could not be loaded",
    partReason:
      "The help desk did not answer, or has a new version. Load the page again; what you typed is kept.",
    loadingVersion: "Loading the new version…",
  },
  notFound: {
    title: "There is nothing here for you",
    reason: "The address may be mistyped, what it led to may be gone, or you may not have access to it.",
    start: "Go to the start",
    adminTitle: "Nothing here for you",
    adminReason: "This part of the help desk is for its administrators, or the address is mistyped.",
    list: "Back to the list",
  },
  line: {
    offline: "Offline since {time}.",
    offlineDetail: "What you see may be out of date; what you type is kept.",
    tryNow: "Try now",
    catchingUp: "Catching up with what happened meanwhile…",
    paused: "Live updates paused",
    newVersion: "A new version of Helpejo is here.",
    typedKept: "What you typed is kept.",
    reload: "Reload",
    state: {
      connecting: "Connecting",
      live: "Live",
      "catching-up": "Catching up",
      offline: "Offline",
      paused: "Live updates paused",
      ended: "Signed out",
    },
  },
  paused: {
    title: "Live updates are paused",
    why: "Why?",
    cause: {
      blocked:
        "Since {time} the lasting connection to the help desk does not come about, while ordinary requests do. Something in between, such as a proxy, a firewall or a virus scanner, stops it.",
      busy: "Since {time} the help desk takes no more lasting connections just now. This page tries again by itself.",
      bad_origin:
        "Since {time} the help desk refuses lasting connections from the address that this page was opened at.",
    },
    works: {
      blocked:
        "<strong>Everything still works.</strong> What you send goes out at once. What you see is fetched again every 15 seconds. Only who is writing or looking on is not shown.",
      busy: "<strong>Everything still works.</strong> What you send goes out at once. What you see is fetched again every 15 seconds. Only who is writing or looking on is not shown.",
      bad_origin:
        "<strong>You can read on.</strong> What you send is refused as well; it is kept here until then. What you see is fetched again every 15 seconds. Only who is writing or looking on is not shown.",
    },
    tell: {
      blocked:
        "If this stays, tell your administrator: neither WebSocket nor long polling gets through at the path /socket.io/. WEBSOCKET_SETUP.md says what a proxy has to pass on.",
      busy: "If this stays, tell your administrator: the server refuses sockets, though it answers requests. Its log says why.",
      bad_origin:
        "If this stays, tell your administrator: the address in this browser is neither NEXTAUTH_URL nor among ALLOWED_ORIGINS, so the server refuses its sockets and changes.",
    },
  },
  ended: {
    title: "You have been signed out",
    stay: "Stay on this page",
    again: "Sign in again",
    aside: "You are signed out; this page no longer changes.",
    reason: {
      signed_out: "You signed out in another tab. What you typed here is kept.",
      signed_in_again: "You signed in again in another tab. What you typed here is kept.",
      revoked: "This session was ended from elsewhere. What you typed here is kept.",
      expired: "Your session has run out, as all do after a long time. What you typed here is kept.",
      disabled:
        "This account has been disabled. Your administrator can tell you more. What you typed here is kept.",
      password_changed:
        "The password was changed, which ends all other sessions. What you typed here is kept.",
      second_factor_required:
        "Your organisation asks for two-step sign-in from now on. Please sign in again to turn it on. What you typed here is kept.",
      token_reuse:
        "Something looked unsafe about this session, so it was ended. What you typed here is kept.",
      unauthorized: "Your session is over. What you typed here is kept.",
    },
  },
  keys: {
    title: "Keys",
    description: "They rest while you type.",
    enter: "Enter",
    ctrl: "Ctrl",
    esc: "Esc",
    everywhere: {
      title: "Everywhere",
      search: "Search",
      newTicket: "New ticket",
      list: "This list of keys",
    },
    list: {
      title: "In a list",
      next: "Next ticket",
      previous: "Previous ticket",
      open: "Open",
      select: "Select",
    },
    ticket: {
      title: "In a ticket",
      reply: "Reply",
      note: "Note",
      assign: "Assign",
      status: "Status",
      priority: "Priority",
      macro: "Run a macro",
      merge: "Merge into another ticket",
      preview: "As the requester sees it",
    },
    notices: {
      title: "Among notices",
      next: "Next notice",
      previous: "Previous notice",
      acknowledge: "Acknowledge",
    },
    writing: {
      title: "While writing",
      send: "Send",
      canned: "Insert a canned reply, at the beginning of a line",
      leave: "Leave a box or a menu",
    },
  },
  register: {
    closedTitle: "Accounts are made for you here",
    closed:
      "In this help desk the administrators make the accounts. Ask them or your IT team for one, then come back.",
    haveOne: "Have one already? <link>Sign in</link>",
    haveAccount: "Have an account already? <link>Sign in</link>",
    title: "Make an account",
    description: "To ask {organisation} for help and follow what happens.",
    submit: "Make my account",
  },
  signIn: {
    title: "Sign in",
    demoDescription: "Look around as one of these people, each of whom sees another side of it.",
    register: "No account yet? <link>Make one</link>",
    guest: "Need help, and have no account? <link>Write to us</link>",
    foreignTitle: "The demo is for its own machine",
    foreign:
      "You come from elsewhere, so its people cannot sign in here. The people who run this help desk can end the demo with <off></off>, or open it to everybody with <on></on>.",
    demoTitle: "This is a demo",
    demo: "The people and tickets are invented, and everybody’s password is <password></password>. Do not enter anything real.",
    or: "or with e-mail and password",
  },
  signOut: {
    title: "Sign out?",
    description: "You are signed in as {name}.",
    stay: "Stay signed in",
  },
} as const;
