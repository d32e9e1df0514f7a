def ends(word):
    return word[1] + word[-1]
