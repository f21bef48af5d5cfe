import type { Translation } from "@/messages/translation";
import type { users as en } from "@/messages/en/users";

/** People: the profile menu, accounts, presence. */
export const users: Translation<typeof en> = {
  account: "Ihr Konto: {name}",
  yourAccount: "Ihr Konto",
  accountAway: "Ihr Konto: {name}, abwesend",
  role: {
    guest: "Gast",
    user: "Anfragende Person",
    viewer: "Nur Lesen",
    agent: "Agent:in",
    admin: "Admin",
  },
  roleAt: {
    guest: "Gast bei {organisation}",
    user: "Anfragende Person bei {organisation}",
    viewer: "Nur Lesen bei {organisation}",
    agent: "Agent:in bei {organisation}",
    admin: "Admin bei {organisation}",
  },
  seenAs: "Für andere sind Sie",
  online: "Online",
  away: "Abwesend",
  lastSeen: "Zuletzt gesehen {ago}",
  onlineBefore: "Online:",
  awayBefore: "Abwesend:",
  appearance: {
    title: "Aussehen",
    light: "Hell",
    dark: "Dunkel",
    system: "Wie das System",
  },
  language: {
    title: "Sprache",
    browser: "Wie der Browser",
  },
  signingOut: "Abmeldung läuft",
  signOut: "Abmelden",
  desk: {
    label: "Wie heißt Ihr Helpdesk?",
    hint: "Man liest es beim Anmelden. Es lässt sich später ändern.",
    example: "IT-Helpdesk",
  },
  yourName: "Ihr Name",
  email: "E-Mail-Adresse",
  enterName: "Bitte geben Sie Ihren Namen ein.",
  enterEmail: "Bitte geben Sie Ihre E-Mail-Adresse ein.",
  password: {
    label: "Passwort",
    short: "Nehmen Sie mindestens {min} Zeichen.",
    hint: "Mindestens {min} Zeichen. Ein kurzer Satz ist leicht zu merken und schwer zu erraten.",
  },
  invitation: {
    deadTitle: "Diese Einladung gilt nicht mehr",
    dead: "Sie gilt einmal, 7 Tage lang. Bitte lassen Sie sich von der Person, die Sie eingeladen hat, eine neue geben.",
    title: "Willkommen bei {organisation}",
    description: "Wählen Sie ein Passwort für {email}, dann sind Sie drin.",
    submit: "Beitreten",
  },
  reset: {
    title: "Passwort vergessen?",
    description: "Geben Sie Ihre E-Mail-Adresse ein, und Sie bekommen einen Link, um ein neues zu wählen.",
    noMail:
      "Dieser Helpdesk sendet keine Mail. Fordern Sie hier ein neues Passwort an und sagen Sie dann einem Administrator Bescheid: Er kann Ihnen den Link geben.",
    ask: "Link senden",
    askedTitle: "Das ist notiert",
    asked:
      "Falls es ein Konto mit {email} gibt, ist eine Mail mit einem Link unterwegs. Der Link funktioniert eine Stunde lang. Sehen Sie auch im Spam nach.",
    askedNoMail:
      "Falls es ein Konto mit {email} gibt, findet ein Administrator Ihren Link in der ausgehenden Mail und kann ihn Ihnen geben. Er funktioniert eine Stunde lang.",
    remembered: "Doch wieder eingefallen? <link>Anmelden</link>",
    chooseTitle: "Neues Passwort wählen",
    choose: "Für {email}. Danach sind Sie überall abgemeldet.",
    newPassword: "Neues Passwort",
    save: "Neues Passwort speichern",
    doneTitle: "Ihr Passwort ist neu",
    done: "Sie wurden überall abgemeldet. Melden Sie sich mit dem neuen Passwort an.",
    signIn: "<link>Anmelden</link>",
  },
  confirm: {
    title: "Noch ein Schritt",
    description: "Bestätigen Sie, dass diese Adresse Ihre ist, und Ihr Konto ist bereit.",
    submit: "Adresse bestätigen",
    doneTitle: "Ihr Konto ist bereit",
    done: "Die Adresse {email} ist bestätigt. Melden Sie sich damit und mit dem gewählten Passwort an.",
    mailedTitle: "Sehen Sie in Ihr Postfach",
    mailed:
      "Wir haben eine Mail an {email} gesendet. Öffnen Sie den Link darin, um fortzufahren; er funktioniert 24 Stunden lang. Sehen Sie auch im Spam nach.",
  },
  firstRun: {
    deadTitle: "Dieser Link gilt nicht mehr",
    dead: "Er gilt einmal, 24 Stunden lang, und nur der neueste. Solange es keine Administration gibt, schreibt Helpejo beim nächsten Start einen neuen Link in seine Konsole.",
    title: "Willkommen bei Helpejo",
    description: "Sie sind als Erste hier. Dies legt Ihr Konto an, als Admin dieses Helpdesks.",
    submit: "Beginnen",
  },
  link: {
    moment: "Einen Moment",
    needsScript: "Diese Seite braucht JavaScript, um ihren Link zu lesen.",
    failed: "Das hat nicht geklappt",
    old: "Links wie dieser werden nicht mehr benutzt: Sie konnten unterwegs gelesen werden.",
    haveAccount: "Haben Sie schon ein Konto? <link>Anmelden</link>",
  },
};
