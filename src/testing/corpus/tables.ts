/** Tables by spaces, tabs and frames, drawings, and other texts whose white space says something. */
export const TABLES: readonly string[] = [
  `Name        Size   Owner
---------   ----   ------
a_‹three›.log   ‹digit›0     ‹user›
__b__.log   ‹three›    root`,
  "Host\tPort\tState\n‹host›\t‹three›\tdown\n_x_\t*\tup",
  `+----------+-------+
| host     | port  |
+----------+-------+
| ‹host› | ‹three›  |
+----------+-------+`,
  ` id  | name
-----+----------
 ‹three› | _‹user›_
   ‹digit› | *
(2 rows)`,
  `┌────────┬───────┐
│ Gerät  │ Stand │
├────────┼───────┤
│ PC-‹three› │ defekt│
└────────┴───────┘`,
  `‹service›/
├── __init__.py
├── *_‹three›.cfg
└── bin/
    └── run_me`,
  String.raw`   /\_/\
  ( o.o )   floor ‹digit›
   > ^ <    desk ‹three›`,
  `    indented by four
        and by eight: ‹three›
    and back
  by two
by nothing`,
  `Router ---> Switch_‹digit› ---> PC-‹three›
   |
   +-----> \\\\‹host›\\printer`,
  `Mo  Di  Mi  Do  Fr
 1   2   3   4   5
 8   *   _  ‹day›  12`,
  `Total:      1‹three›.00
Paid:        -‹digit›.50
--------------------
Left:       1‹three›.50`,
  `first line ‹three›
second line
   third line, moved in


after a gap ‹digit›`,
];
