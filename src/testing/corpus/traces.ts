/** Stack traces of five languages and more, with the lines around them. */
export const TRACES: readonly string[] = [
  String.raw`Exception in thread "main" java.lang.IllegalStateException: <init> of Order_‹three› failed
	at com.‹host›.orders.Order.<init>(Order.java:‹three›)
	at com.‹host›.orders.Import$Row.lambda$read$‹digit›(Import.java:88)
	... ‹day› more
Caused by: java.io.IOException: *.csv: No such file`,
  String.raw`Traceback (most recent call last):
  File "/opt/‹service›/__main__.py", line ‹three›, in <module>
    run(*args, **kwargs)
    ~~~^^^^^^^^^^^^^^^^^
  File "C:\_old\‹service›\__init__.py", line ‹digit›, in run
    return _load_(self.__path__)
TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'`,
  String.raw`TypeError: Cannot read properties of undefined (reading '_id_')
    at Object.<anonymous> (/srv/‹service›/src/[id]/route.ts:‹three›:17)
    at async Promise.all (index ‹digit›)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`,
  String.raw`System.NullReferenceException: Object reference not set to an instance of an object.
   at ‹service›.Forms.MainForm.<>c__DisplayClass‹digit›_0.<Load_>b__1(Object s)
   at System.Collections.Generic.Dictionary${"`"}2.get_Item(TKey key)
   --- End of stack trace from previous location ---
   at ‹service›.Program.Main(String[] args) in D:\a\_work\1\s\Program.cs:line ‹three›`,
  String.raw`panic: runtime error: index out of range [‹digit›] with length ‹digit›

goroutine 1 [running]:
main.(*Server).handle(0xc0000‹three›, {0x4a, 0x2})
	/home/‹user›/src/‹service›/main.go:‹three› +0x1d
exit status 2`,
  String.raw`PHP Fatal error:  Uncaught Error: Call to undefined method App\Models\Order::__callStatic() in /var/www/‹service›/app/Http/Kernel.php:‹three›
Stack trace:
#0 /var/www/‹service›/vendor/_x/Pipeline.php(‹three›): App\{closure}(Object(App\Request))
#1 [internal function]: App\Kernel->__construct(Array, '*')
#2 {main}
  thrown in /var/www/‹service›/app/Http/Kernel.php on line ‹three›`,
  String.raw`*** Error in '/usr/bin/‹service›': double free or corruption (!prev): 0x00000000015‹three›0 ***
======= Backtrace: =========
/lib64/libc.so.6(+0x81‹three›)[0x7f0a]
/usr/bin/‹service›(_ZN4Desk5closeEv+0x3a)[0x400a]`,
  String.raw`NoMethodError (undefined method ${"`"}each' for nil:NilClass):

app/models/_order_.rb:‹three›:in ${"`"}block (2 levels) in <class:Order>'
app/controllers/orders_controller.rb:‹digit›:in ${"`"}index'`,
  String.raw`main.c: In function 'read_all':
main.c:‹three›:18: error: expected ';' before '}' token
   char **list = *p
        ~~~~~^~~~~~
                  ;
cc1: all warnings being treated as errors`,
  String.raw`Msg 547, Level 16, State 0, Procedure dbo.usp_‹service›_Del, Line ‹three›
The DELETE statement conflicted with the REFERENCE constraint "FK_#tmp_‹digit›".
The statement has been terminated.`,
];
