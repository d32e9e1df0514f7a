def ends(word):
    return word[0] + word[1]
