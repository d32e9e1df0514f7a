def masked(word, guessed):
    for place in range(len(word)):
        if word[place] not in guessed:
            word[place] = "_"
    return word
