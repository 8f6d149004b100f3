namespace LiveParking.Gateway.Errors;

/// <summary>An error as a caller sees it: problem details over HTTP, <c>code: detail</c> over a hub.</summary>
/// <param name="Code">Stable code; words joined by hyphens.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same for all errors of this code.</param>
/// <param name="Detail">One sentence about this occurrence, without internals.</param>
/// <param name="Field">The invalid field of the request, if there is one.</param>
/// <param name="RetryAfter">When to retry, if known.</param>
internal sealed record ApiError(
    string Code, int Status, string Title, string Detail, string? Field = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The form of a hub error: <c>unknown-location: There is no location 'x'.</c></summary>
    public string ToHubMessage() => $"{Code}: {Detail}";
}
