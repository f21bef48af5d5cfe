/** Mails as they are pasted or forwarded, with headers and signatures. */
export const MAILS: readonly string[] = [
  `Hello,

the printer on floor ‹digit› is down again, since ‹day› November.

Kind regards
‹name›

--${" "}
‹name› | Facilities
+49 170 55‹three›1
‹user›@‹host›.example`,
  `-----Original Message-----
From: ‹name› <‹user›@‹host›.example>
Sent: Monday, November ‹day›, 2026 9:0‹digit› AM
To: IT <it@localhost>
Subject: Re: AW: [EXTERNAL] invoice_‹three› *urgent*

Please call me back.`,
  `Von: ‹user›@‹host›.example
Gesendet: Montag, ‹day›. November 2026 08:1‹digit›
Betreff: WG: Zugang für Frau O'Brien-Nuñez (Personalnr. 00‹three›)

________________________________
Diese E-Mail ist vertraulich.`,
  `Return-Path: <bounce+‹three›_x=‹user›@‹host›.example>
Received: from mx‹digit›.‹host›.example ([192.0.2.‹day›])
	by ‹host›.example with ESMTPS id _a1B2*‹three›
	for <‹user›@‹host›.example>; Mon, ‹day› Nov 2026 07:01:02 +0000 (UTC)
Message-ID: <‹three›.__x__@‹host›.example>`,
  `550 5.7.1 <‹user›@‹host›.example>: Recipient address rejected: policy #‹three› (see https://‹host›.example/r?c=*&u=_x_)
Diagnostic-Code: smtp;550 5.1.1 <unknown>`,
  `Sehr geehrte Damen und Herren,

ich kann mich seit ‹day›.11. nicht mehr anmelden (Benutzer: ‹user›_‹digit›, Meldung: "<kein Konto>").
Mit freundlichen Grüßen
i. A. ‹name›

‹host› GmbH & Co. KG * Amtsgericht X * HRB ‹three›`,
];

/** Mails with quotes and lists: their marks are formatted. */
export const ANSWERS: readonly string[] = [
  `> On ‹day› November ‹name› wrote:
> > Does it work now?
> Not yet. Please see \\\\‹host›\\logs\\_new_

It still fails with error ‹three›.`,
  `>>> first of all, who has the key?
>> I think ‹name› has.
> No, I gave it back.
Then we need a new one, key no. ‹three›.`,
  `Am ‹day›.11.2026 um 09:1‹digit› schrieb ‹name›:
>
> Guten Morgen,
>
> die Datei „Plan_‹three›_neu.xlsx“ läßt sich nicht öffnen.
>
Welche Meldung kommt denn? Grüße, die IT`,
  `Hi all,

1. ‹name› takes the laptops
2. I take the phones (‹digit› of ‹day›)
3. nobody touches \\\\‹host›\\_archive_ until Friday

Cheers
- ‹name›`,
];
