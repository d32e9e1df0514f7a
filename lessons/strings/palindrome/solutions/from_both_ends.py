def is_palindrome(text):
    letters = text.lower().replace(" ", "")
    for place in range(len(letters) // 2):
        if letters[place] != letters[-1 - place]:
            return False
    return True
