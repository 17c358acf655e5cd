What is put into `builtins` is a name of every cell.
