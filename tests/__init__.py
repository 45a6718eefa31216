"""The tests of namematch, a folder for each folder of the package."""
