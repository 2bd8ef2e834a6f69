namespace Vigil.Cli.Cost;

/// <summary>
/// How Flex Consumption bills time: by instance, while at least one execution is active on it; a period costs 1,000 ms at least, and what goes
/// beyond is rounded up to 100 ms. Executions that overlap on an instance share its time.
/// </summary>
internal static class FlexBilling
{
    private const double MinSeconds = 1;
    private const double StepSeconds = 0.1;

    /// <summary>What an execution that is alone on its instance is billed.</summary>
    public static double Window(double seconds) =>
        seconds <= MinSeconds ? MinSeconds : Math.Ceiling(Math.Round(seconds / StepSeconds, 9)) * StepSeconds;

    /// <summary>Instances that so many executions a second need, each at work to its full concurrency.</summary>
    public static int Instances(double perSecond, double seconds, int concurrency) =>
        (int)Math.Max(1, Math.Ceiling(Math.Round(perSecond * seconds / concurrency, 9)));

    /// <summary>
    /// The part of the time that one of the instances is billed for, with executions that arrive at random: 1 − e^(−λw), λ being those a second
    /// on it and w the window. Few alerts cost λw, a second each; many cost the whole time of the instance, and no more.
    /// </summary>
    public static double BusyPart(double perSecond, double seconds, int instances) => 1 - Math.Exp(-perSecond / instances * Window(seconds));
}
