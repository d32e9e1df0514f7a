def masked(word, guessed):
    result = ""
    for letter in word:
        if letter in guessed:
            result += letter
        else:
            result += "_"
    return result
