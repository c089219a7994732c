"""Small changes of the rules and of the law, one at a time, each of which some test has to notice."""
