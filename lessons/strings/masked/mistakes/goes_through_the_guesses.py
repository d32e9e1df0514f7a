def masked(word, guessed):
    result = ""
    for letter in guessed:
        if letter in word:
            result += letter
        else:
            result += "_"
    return result
