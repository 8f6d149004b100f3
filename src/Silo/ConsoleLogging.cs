using Microsoft.Extensions.Logging.Console;

namespace LiveParking.Silo;

/// <summary>One line an entry on the console, without what a person who runs the system can't use.</summary>
public static class ConsoleLogging
{
    /// <summary>Replaces the default console.</summary>
    public static ILoggingBuilder AddLiveParkingConsole(this ILoggingBuilder logging, bool debug = false)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        if (debug)
            logging.AddFilter("LiveParking", LogLevel.Debug);
        logging.AddFilter("Orleans", LogLevel.Warning);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // These repeat, with a stack trace, what the caller of a grain is told anyway: each retry, each call that could not be placed,
        // each read and write that failed while the store is away.
        logging.AddFilter("Polly", LogLevel.None);

        // A grain that can't start is told to its callers, and one that can't store what it holds says so itself. What is left is that the last
        // silo finds no other one to which its grains could move when it stops.
        logging.AddFilter("Orleans.Grain", LogLevel.Critical);
        logging.AddFilter("Orleans.Messaging", LogLevel.Critical);
        logging.AddFilter("Orleans.Persistence", LogLevel.Critical);
        return logging;
    }
}
