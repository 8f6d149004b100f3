using Microsoft.AspNetCore.SignalR;

namespace LiveParking.GatewayTests;

/// <summary>Reads the code out of a hub error.</summary>
internal static class HubErrors
{
    private const string Marker = "HubException: ";

    /// <summary>The error that a call ends with: <c>code: text</c>.</summary>
    public static async Task<string> OfAsync(Task call)
    {
        var error = await Assert.ThrowsAsync<HubException>(() => Eventually.WithinAsync(call));
        Assert.Contains(Marker, error.Message, StringComparison.Ordinal);
        return error.Message[(error.Message.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..];
    }

    public static async Task HasCodeAsync(string code, Task call) => Assert.StartsWith($"{code}: ", await OfAsync(call), StringComparison.Ordinal);

    /// <summary>Reads the first item of a stream.</summary>
    public static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var item in stream)
            return item;
        throw new InvalidOperationException("The stream ended without an item.");
    }
}
