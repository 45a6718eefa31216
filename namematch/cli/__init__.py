"""The console script: arguments and files in, files and tables out; no logic."""
