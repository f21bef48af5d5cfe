/** Code and SQL, pasted without fences. */
export const CODE: readonly string[] = [
  String.raw`SELECT o.*, count(*) AS "n"
FROM __orders__ o
WHERE o.id >= ‹three>
  AND o.name LIKE '%\_x%'
  -- AND o.gone IS NULL
GROUP BY o.id HAVING count(*) > ‹digit›;`.replace("‹three>", "‹three›"),
  String.raw`def __init__(self, *args, **kwargs):
    self._x_ = args[0](kwargs)
    return a*b*c + 2 ** ‹three›`,
  String.raw`/**
 * Sends the order.
 * @param id  the order, never <= ‹three›
 */
int *send(char **list, int *id) { return *id * **list; }`,
  String.raw`public static void Main(string[] args) {
    var x = new Dictionary<string, List<int>>();
    if (a < ‹three› && b > 2) { Console.WriteLine($"{a}_{b}_*"); }
}`,
  String.raw`const find = (s) => s.replace(/[*_~]+/g, "\\$&")[0](‹digit›);
for (let i = 0; i < ‹three›; i++) { out[i] = <b>{i}</b>; }`,
  String.raw`#!/bin/bash
# starts ‹service›
set -eu
for f in *.txt *.md; do
  [ -f "$f" ] && echo "$f: \$‹three›" >> "$HOME/_log_"
done`,
  String.raw`@echo off
:: copies *all* files
for %%f in (C:\_in_\*.xls) do copy "%%f" D:\_out_\%%~nf_‹three›.xls
if errorlevel ‹digit› goto :__end__`,
  String.raw`Sub Auto_Open()
    ' 1‹three› rows *at most*
    Range("A1:_B2_").Value = "C:\*\" & x & "#"
End Sub`,
  String.raw`=SUMMEWENN(A1:A‹three›;">="&B1;C1:C‹three›)*2*‹digit›
=IF($A$1<>"*";"_x_";#REF!)`,
  String.raw`<table border="1"><tr><td>‹host›</td><td>&nbsp;</td></tr></table>
<script>alert("‹three›")</script>
<img src="x" onerror="_y_()">
<!-- nothing -->`,
  String.raw`WHERE amount
>= ‹three›
AND amount
<= ‹three›0`,
  String.raw`f(x) = 2*x*y + ‹three›*z*z, if a < b > c
x_1 * x_2 * x_3 = [1](2) ~ ~3`,
  String.raw`BEGIN
  EXECUTE IMMEDIATE 'ALTER TABLE _t_‹digit› ADD (c VARCHAR2(‹three›))';
EXCEPTION WHEN OTHERS THEN NULL; -- *shrug*
END;
/`,
  String.raw`.card > .title::after { content: "\201C*"; }
.a_b__c--d + .e ~ .f { width: calc(‹three›px * 2 * 3); }
@media (min-width: ‹three›px) { * { color: #‹three› } }`,
];
