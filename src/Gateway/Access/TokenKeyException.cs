namespace LiveParking.Gateway.Access;

/// <summary>The keys of tokens can't be read or made; the message says what to mend.</summary>
public sealed class TokenKeyException(string message, Exception? inner = null) : Exception(message, inner);
