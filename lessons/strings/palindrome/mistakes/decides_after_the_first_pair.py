def is_palindrome(text):
    text = text.lower().replace(" ", "")
    for place in range(len(text)):
        if text[place] == text[-1 - place]:
            return True
        else:
            return False
    return True
