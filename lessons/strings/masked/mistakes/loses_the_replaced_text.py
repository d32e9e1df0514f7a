def masked(word, guessed):
    for letter in word:
        if letter not in guessed:
            word.replace(letter, "_")
    return word
