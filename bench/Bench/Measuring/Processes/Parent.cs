using System.Text.Json;

namespace LiveParking.Bench.Measuring.Processes;

/// <summary>
/// The protocol of a run's process with the process that started it, one line a message. It sends that it is ready, and its report. It receives
/// the command to continue, and the span to measure. When the parent is gone, its input ends and so does the process.
/// </summary>
public static class Parent
{
    public const string Ready = "ready";

    public static Task TellReadyAsync() => WriteLineAsync(Ready);

    public static Task TellAsync<T>(T report) => WriteLineAsync(JsonSerializer.Serialize(report));

    public static async Task WaitAsync(CancellationToken cancellationToken) => await ReadLineAsync(cancellationToken);

    public static async Task<Window> WindowAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<Window>(await ReadLineAsync(cancellationToken))!;

    private static async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await Console.In.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The process that started this one is gone.");

    private static async Task WriteLineAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }
}
