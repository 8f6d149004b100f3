using System.Text.Json;

namespace LiveParking.Measuring.Processes;

/// <summary>
/// What a process of a run says to the one that started it, a line each: that it is ready, and its report; and what it is told:
/// to go on, and which span is measured. When the parent is gone, its input ends and so does the process.
/// </summary>
public static class Parent
{
    public const string Ready = "ready";

    public static Task TellReadyAsync() => WriteLineAsync(Ready);

    public static Task TellAsync<T>(T report) => WriteLineAsync(JsonSerializer.Serialize(report));

    public static async Task WaitAsync(CancellationToken cancel) => await ReadLineAsync(cancel);

    public static async Task<Window> WindowAsync(CancellationToken cancel) =>
        JsonSerializer.Deserialize<Window>(await ReadLineAsync(cancel))!;

    private static async Task<string> ReadLineAsync(CancellationToken cancel) =>
        await Console.In.ReadLineAsync(cancel) ?? throw new InvalidOperationException("The process that started this one is gone.");

    private static async Task WriteLineAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }
}
