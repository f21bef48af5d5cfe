import type { waysIn as en } from "@/messages/en/ways-in";
import type { Translation } from "@/messages/translation";

/** By what people come in: the page for admins. */
export const waysIn: Translation<typeof en> = {
  title: "Anmeldewege",
  description:
    "Wie sich Personen anmelden. Was Variablen des Servers festlegen, lässt sich hier nicht ändern.",
  on: "Ein",
  off: "Aus",
  save: "Speichern",
  saved: "Gespeichert. Es gilt ab jetzt.",
  test: "Testen",
  outcomes: "Was jeder Schritt ergeben hat",
  secretKept: "Leer lassen, um das gespeicherte zu behalten.",
  roleMap: "Gruppen und Rollen",
  password: {
    title: "Passwort",
    description:
      "E-Mail-Adresse und ein Passwort, das hier hinterlegt ist. Das geht auch, wenn alles andere nicht erreichbar ist.",
    admins:
      "{count, plural, =0 {Kein Admin kann} one {# Admin kann} other {# Admins können}} sich so anmelden.",
    nobodyTitle: "Niemand könnte es richten",
    nobody:
      "Vor jeder Änderung hier einem Admin ein Passwort geben: Ist das Verzeichnis oder der Anmeldedienst nicht erreichbar, könnte sich niemand anmelden und helfen.",
  },
  registration: {
    title: "Registrierung",
    description: "Ob sich Personen selbst ein Konto anlegen.",
    open: "Wer diese Seite erreicht, kann sich ein Konto anlegen.",
    domains: "Mit einer Adresse dieser Domains lässt sich ein Konto anlegen: {domains}",
    closed: "Geschlossen. Konten entstehen durch Admins oder auf den Wegen unten.",
  },
  environment: {
    title: "Durch Variablen des Servers festgelegt",
    reason: "Festgelegt durch <variables></variables>, und nur dort zu ändern.",
  },
  unreadable: {
    title: "Was hier eingestellt war, lässt sich nicht öffnen",
    reason:
      "Der Schlüssel, mit dem es versiegelt wurde, ist nicht auf diesem Server. Den Schlüssel aus einer Sicherung zurückholen oder alles neu einstellen.",
  },
  remove: {
    action: "Entfernen",
    reason:
      "Wer sich nur so anmeldet, kommt dann nicht mehr herein. Nichts davon wird gelöscht, und Sitzungen laufen bis zu ihrem Ende weiter.",
  },
  step: {
    connect: "Verbindung",
    tls: "Verschlüsselung",
    bind: "Anmeldung von Helpejo selbst",
    search: "Suche",
    person: "Person",
    password: "Passwort",
    groups: "Gruppen",
    role: "Rolle",
    discovery: "Beschreibung",
    issuer: "Aussteller",
    endpoints: "Adressen",
    code: "Code-Verfahren",
    pkce: "PKCE",
    keys: "Schlüssel",
    client: "Client",
    signOut: "Abmeldung",
  },
  outcome: {
    fine: "in Ordnung",
    failed: "fehlgeschlagen",
    skipped: "nicht versucht",
  },
  directory: {
    title: "Verzeichnis (LDAP)",
    description: "Name und Passwort aus LDAP oder Active Directory, im selben Formular.",
    removeTitle: "Das Verzeichnis entfernen?",
    url: "Adresse",
    urlHint: "ldaps://ldap.example.org, oder ldap:// mit StartTLS.",
    baseDnHint: "Wo Personen und Gruppen stehen: dc=example,dc=org",
    baseDn: "Basis-DN",
    bindDn: "Name, der sucht",
    bindDnHint:
      "Ein Distinguished Name, der Personen und Gruppen lesen darf. Ohne ihn wird ohne Namen gesucht.",
    bindPassword: "Sein Passwort",
    userFilter: "Filter für Personen",
    userFilterHint: "'{'login'}' steht für das, was jemand eingibt.",
    roleMapHint:
      "Gruppe und Rolle (user, viewer, agent oder admin), je eine Zeile: cn=it-admins,dc=example,dc=org=admin oder it-staff=agent. Die höchste gilt; ohne Treffer ist die Rolle user. Leer: Rollen werden hier vergeben.",
    certificate: "Zertifikat der Zertifizierungsstelle",
    certificateHint:
      "Als PEM, wenn dieser Server nicht kennt, wer das Zertifikat des Verzeichnisses ausgestellt hat.",
    isPlain: "Ohne Verschlüsselung",
    isPlainHint: "Nur für ein Verzeichnis auf diesem Rechner selbst.",
    linkByAddress: "Konten, die es hier schon gibt, über ihre Adresse verknüpfen",
    linkByAddressHint:
      "Bei der ersten Anmeldung, einmal. Nur, wenn niemand im Verzeichnis die eigene Adresse ändern kann: Sonst ließe sich ein fremdes Konto übernehmen. Ohne dies entsteht ein eigenes Konto.",
    test: "Versucht Schritt für Schritt, was oben steht. Nichts wird gespeichert, und niemand wird angemeldet.",
    testLogin: "Name oder Adresse von jemandem",
    testPassword: "Das Passwort dazu",
    testPasswordHint: "Ohne Angabe wird es nicht versucht.",
  },
  provider: {
    title: "Anmeldedienst (OpenID Connect)",
    description: "Ein Knopf auf der Anmeldeseite, der zu Keycloak, Entra ID, ADFS oder einem anderen führt.",
    removeTitle: "Den Anmeldedienst entfernen?",
    callback: "Dort als Adresse für die Rückkehr einzutragen:",
    copy: "Adresse kopieren",
    issuer: "Aussteller",
    issuerHint: "Genau so, wie er sich in seiner Beschreibung nennt (.well-known/openid-configuration).",
    clientId: "Client-ID",
    clientSecret: "Client-Geheimnis",
    name: "Name auf dem Knopf",
    nameHint: "Leer: der Hostname des Ausstellers.",
    audience: "Empfänger der Zugriffstoken",
    audienceHint: "Leer: die Client-ID.",
    roleClaim: "Claim mit Gruppen oder Rollen",
    roleClaimHint: "Punkte führen in Objekte: realm_access.roles. Leer: roles.",
    roleMapHint:
      "Paare wie it-admins=admin,it-staff=agent; vor einem Komma im Namen steht ein Backslash. Die höchste gilt. Leer: Rollen werden hier vergeben.",
    secondFactor: "Was als zweiter Faktor zählt",
    secondFactorHint:
      "Werte von amr oder acr, mit Kommas dazwischen: mfa. * glaubt jeder Anmeldung dort. Leer: Wer einen zweiten Faktor braucht, zeigt einen von hier.",
    createPeople: "Konten für Personen anlegen, die hier neu sind",
    createPeopleHint: "Sonst kommt nur herein, wer schon ein Konto hat.",
  },
};
