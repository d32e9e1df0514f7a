def masked(word, guessed):
    result = ""
    for letter in word:
        if letter in guessed:
            result += letter
    return result
