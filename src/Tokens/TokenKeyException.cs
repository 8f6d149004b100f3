namespace LiveParking.Tokens;

/// <summary>The token keys can't be read or created; the message says how to fix it.</summary>
public sealed class TokenKeyException(string message, Exception? inner = null) : IOException(message, inner);
