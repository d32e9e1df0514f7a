def masked(word, guessed):
    return "".join(letter if letter in guessed else "_" for letter in word)
