namespace LiveParking.Gateway.Errors;

/// <summary>An error as a caller sees it, over HTTP as problem details and over a hub as <c>code: detail</c>.</summary>
/// <param name="Code">Stable; words joined by hyphens.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same for all errors of this code.</param>
/// <param name="Detail">One sentence about this occurrence, without internals.</param>
/// <param name="Field">The field of the request that is wrong, where it is one.</param>
/// <param name="RetryAfter">When it may be worth another try, where that is known.</param>
internal sealed record Fault(
    string Code, int Status, string Title, string Detail, string? Field = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The form of a hub error: <c>unknown-location: There is no location 'x'.</c></summary>
    public string ToHubMessage() => $"{Code}: {Detail}";
}
