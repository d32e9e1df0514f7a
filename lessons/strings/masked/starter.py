def masked(word, guessed):
    return word
