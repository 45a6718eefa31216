"""How good the library is, beside other systems and beside itself before."""
