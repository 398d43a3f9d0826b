"""Why an answer is what it is: what a list left out, why a row was not found, which question would have found some."""
