def is_palindrome(text):
    text = text.lower().replace(" ", "")
    return text == reversed(text)
